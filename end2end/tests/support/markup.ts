// Whether the HTML that the host sends is right, by html-validate's recommended rules and the standard's.
import { HtmlValidate } from 'html-validate';

const validator = new HtmlValidate({
  root: true,
  extends: ['html-validate:recommended', 'html-validate:standard'],
  rules: {
    // Leptos prints void elements without a slash and doctype in upper case; style, not meaning
    'void-style': 'off',
    'doctype-style': 'off',
    // the views are printed without breaks between elements
    'no-inline-style': 'error',
    'no-trailing-whitespace': 'off',
    'long-title': 'off',
    // attributes are printed as they are: `novalidate="novalidate"`, `autofocus`, `value=""`
    'attribute-boolean-style': 'off',
    'attribute-empty-style': 'off',
    // the form's own submit button is named by its text; the portal's classes are checked nowhere else
    'class-pattern': 'off',
    'id-pattern': 'off',
    // who has no script is led out when the session is over (R126); the host ends it then in any case
    'meta-refresh': 'off',
    // telephone numbers are made unbreakable by no-break spaces, which the rule does not accept beside text
    'tel-non-breaking': 'off',
    // the scripts that carry a page's data are made anew for each page: a hash in the page would prove nothing
    'require-sri': ['error', { target: 'crossorigin' }],
  },
});

/** What is wrong with a page's markup: nothing, or lines to read. */
export async function markupFaults(html: string): Promise<string[]> {
  // `<!>` is Leptos's marker between two texts: a comment for every browser, a stop for the validator
  // (in the title of a drawing the validator takes even a comment for text)
  const drawn = html.replace(/<svg[\s\S]*?<\/svg>/g, (svg) => svg.replaceAll('<!>', ''));
  const report = await validator.validateString(drawn.replaceAll('<!>', '<!---->'));
  return report.results.flatMap((result) => result.messages.map((message) => `${message.ruleId}: ${message.message} (${message.selector ?? `line ${message.line}:${message.column}`})`));
}
