import type { CompletedCommand, CompletedOption, Values } from "./table.js";

export function fishCompletion(commands: readonly CompletedCommand[]): string {
  const names = commands.map(({ name }) => name).join(" ");
  return `# fish completion for countersign: countersign completion fish > ~/.config/fish/completions/countersign.fish
complete -c countersign -f
complete -c countersign -n __fish_use_subcommand -l help -s h -d 'display help for command'
complete -c countersign -n __fish_use_subcommand -l version -s V -d 'output the version number'
complete -c countersign -n __fish_use_subcommand -a help -d 'display help for command'
complete -c countersign -n '__fish_seen_subcommand_from help' -a '${names}'
${commands.flatMap(commandLines).join("\n")}
`;
}

function commandLines({ name, description, options, argument }: CompletedCommand): string[] {
  const within = `complete -c countersign -n '__fish_seen_subcommand_from ${name}'`;
  return [
    `complete -c countersign -n __fish_use_subcommand -a ${name} -d ${quoted(description)}`,
    ...(argument === undefined || argument === "any" ? [] : [`${within}${argumentOf(argument)}`]),
    ...options.map((option) => `${within} ${optionOf(option)}`),
  ];
}

function argumentOf(values: Values): string {
  return values === "files" ? " -F" : ` -a '${(values as readonly string[]).join(" ")}'`;
}

function optionOf({ flags, description, values }: CompletedOption): string {
  const names = flags.map((flag) => (flag.startsWith("--") ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`));
  return `${names.join(" ")}${takes(values)} -d ${quoted(description)}`;
}

function takes(values: Values | undefined): string {
  if (values === undefined) return "";
  if (values === "files") return " -r -F";
  return values === "any" ? " -x" : ` -x -a '${values.join(" ")}'`;
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, "\\$&")}'`;
}
