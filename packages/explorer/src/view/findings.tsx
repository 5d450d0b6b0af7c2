import { advise, describeReference, type Finding } from "@countersign/guidance";
import { settingsOf } from "@countersign/inspect";
import type { JSX } from "preact";
import { Outcome } from "./outcome.js";
import { type OpenEvidence, Reasons } from "./reasons.js";

/** What is worth knowing, and what to do about it. */
export function Findings({
  findings,
  open,
}: {
  findings: readonly Finding[];
  open: OpenEvidence;
}): JSX.Element {
  if (findings.length === 0) return <p class="quiet">Nothing to tell.</p>;
  return (
    <div class="findings">
      {findings.map((finding) => (
        <OneFinding key={finding.code} finding={finding} open={open} />
      ))}
    </div>
  );
}

function OneFinding({ finding, open }: { finding: Finding; open: OpenEvidence }): JSX.Element {
  const { title, explanation, remediation, references } = advise(finding);
  return (
    <details class="finding">
      <summary>
        <Outcome word={finding.severity} /> <span>{title}</span> <code class="code">{finding.code}</code>
      </summary>
      <p>{explanation}</p>
      <Reasons reasons={finding.because} open={open} />
      {remediation.map((remedy) => (
        <section key={remedy.title} class="remedy">
          <h4>To do: {remedy.title}</h4>
          <dl>
            {settingsOf(remedy).map(([where, what]) => (
              <div key={what}>
                <dt>{where}</dt>
                <dd>
                  <code>{what}</code>
                </dd>
              </div>
            ))}
          </dl>
          <p class="quiet">Mind: {remedy.caution}</p>
        </section>
      ))}
      <ul class="references">
        {references.map((reference) => (
          <li key={reference.url}>{describeReference(reference)}</li>
        ))}
      </ul>
    </details>
  );
}
