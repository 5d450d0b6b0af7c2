import type { CompletedCommand, CompletedOption, Values } from "./table.js";

export function zshCompletion(commands: readonly CompletedCommand[]): string {
  return `#compdef countersign
# zsh completion for countersign: countersign completion zsh > _countersign, in a folder of $fpath
_countersign() {
  local context state line
  typeset -A opt_args
  _arguments -C \\
    '(-h --help)'{-h,--help}'[display help for command]' \\
    '(-V --version)'{-V,--version}'[output the version number]' \\
    '1:command:->command' \\
    '*::argument:->argument'
  case $state in
    command)
      local -a commands=(
${commands.map(({ name, description }) => `        ${quoted(`${name}:${description}`)}`).join("\n")}
        'help:display help for command'
      )
      _describe command commands
      ;;
    argument)
      case $line[1] in
${commands.map(commandCase).join("\n")}
        help) _values command ${commands.map(({ name }) => name).join(" ")} ;;
      esac
      ;;
  esac
}
if [ "$funcstack[1]" = _countersign ]; then _countersign "$@"; else compdef _countersign countersign; fi
`;
}

function commandCase({ name, options, argument }: CompletedCommand): string {
  const rest = argument === undefined ? [] : [`'*:argument:${actionOf(argument)}'`];
  const specs = [...options.map(optionSpec), ...rest];
  return `        ${name})\n          _arguments \\\n            ${specs.join(" \\\n            ")}\n          ;;`;
}

function optionSpec({ flags, description, isRepeatable, values }: CompletedOption): string {
  const once = isRepeatable ? "'*'" : `'(${flags.join(" ")})'`;
  const names = flags.length > 1 ? `{${flags.join(",")}}` : flags[0];
  const value = values === undefined ? "" : `:value:${actionOf(values)}`;
  return `${once}${names}${quoted(`[${description.replace(/[[\]:\\]/g, "\\$&")}]${value}`)}`;
}

function actionOf(values: Values): string {
  if (values === "files") return "_files";
  return values === "any" ? " " : `(${values.join(" ")})`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
