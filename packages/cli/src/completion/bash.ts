import type { CompletedCommand, Values } from "./table.js";

/** For bash 3.2 and later, without the package bash-completion. */
export function bashCompletion(commands: readonly CompletedCommand[]): string {
  const names = commands.map(({ name }) => name).join(" ");
  return `# bash completion for countersign: eval "$(countersign completion bash)" in ~/.bashrc
_countersign_words() {
  COMPREPLY=($(compgen -W "$1" -- "$current"))
}
_countersign_files() {
  local IFS=$'\\n'
  compopt -o filenames 2>/dev/null
  COMPREPLY=($(compgen -f -- "$current"))
}
_countersign() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]}
  # --option=value comes as three words.
  if [ "$current" = "=" ]; then current=
  elif [ "$previous" = "=" ]; then previous=\${COMP_WORDS[COMP_CWORD - 2]}
  fi
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    _countersign_words "${names} help --help --version"
    return
  fi
  case "\${COMP_WORDS[1]} $previous" in
${commands.flatMap(optionCases).join("\n")}
    "help "*) _countersign_words "${names}"; return ;;
  esac
  case "\${COMP_WORDS[1]} $current" in
${commands.flatMap(wordCases).join("\n")}
  esac
}
complete -F _countersign countersign
`;
}

function optionCases({ name, options }: CompletedCommand): string[] {
  return options.flatMap(({ flags, values }) => {
    if (values === undefined) return [];
    const patterns = flags.map((flag) => `"${name} ${flag}"`).join(" | ");
    return [`    ${patterns}) ${complete(values)}; return ;;`];
  });
}

function wordCases({ name, options, argument }: CompletedCommand): string[] {
  const flags = options.flatMap(({ flags }) => flags).join(" ");
  const rest = argument === undefined ? [] : [`    "${name} "*) ${complete(argument)} ;;`];
  return [`    "${name} -"*) _countersign_words "${flags}" ;;`, ...rest];
}

function complete(values: Values): string {
  if (values === "files") return "_countersign_files";
  return values === "any" ? ":" : `_countersign_words "${values.join(" ")}"`;
}
