import { directionOf, type Language } from '#contract/language.ts'
import { escapeHtml } from './escape-html.ts'
import { mailFrameTexts } from './texts/frame.ts'

export interface LetterWords {
  readonly subject: string
  /** Paragraphs, plain text. */
  readonly lines: readonly string[]
  /** A button between the lines, after the given number of them. */
  readonly link?: { readonly href: string; readonly label: string; readonly after: number }
}

export interface Letter {
  readonly subject: string
  readonly text: string
  readonly html: string
}

/** Words as a mail, in both forms. Nothing is fetched when it is opened. */
export function letter(language: Language, { subject, lines, link }: LetterWords): Letter {
  const before = link ? lines.slice(0, link.after) : lines
  const after = link ? lines.slice(link.after) : []
  const p = (line: string) => `<p style="margin:0 0 16px">${escapeHtml(line)}</p>`
  const button = link
    ? `<p style="margin:0 0 16px"><a href="${escapeHtml(link.href)}" style="display:inline-block;padding:12px 20px;` +
      'background:#4f56d9;color:#ffffff;border-radius:8px;text-decoration:none;font-weight:600">' +
      `${escapeHtml(link.label)}</a></p>` +
      '<p style="margin:0 0 16px;color:#5a5d6c;font-size:14px;overflow-wrap:anywhere">' +
      `${escapeHtml(mailFrameTexts(language).link(link.href))}</p>`
    : ''
  // A name with a line break would write headers of its own.
  const title = subject.replace(/\s+/g, ' ')
  const html =
    `<!doctype html><html lang="${language}" dir="${directionOf(language)}"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width,initial-scale=1"><title>${escapeHtml(title)}</title></head>` +
    '<body style="margin:0;padding:24px;background:#ffffff;color:#191b24;font:16px/1.5 system-ui,sans-serif">' +
    '<div style="max-width:480px;margin:0 auto">' +
    `<h1 style="margin:0 0 16px;font-size:20px;line-height:1.3">${escapeHtml(title)}</h1>` +
    `${before.map(p).join('')}${button}${after.map(p).join('')}</div></body></html>`
  const text = [...before, ...(link ? [link.href] : []), ...after].join('\n\n')
  return { subject: title, text, html }
}
