import encodeQR from 'qr'
import { escapeHtml } from './escape-html.ts'

/**
 * A QR code as an HTML table. Mail programs hide pictures from elsewhere, and several hide attached ones too; cells with a background
 * are shown by all of them, also where colours are turned around, since both colours are given.
 */
export function qrTable(text: string, label: string): string {
  const quiet = 4
  const rows = encodeQR(text, 'raw', { ecc: 'low', border: quiet })
  const side = rows.length
  const size = 4
  const cells = rows.map((row) => `<tr>${runs(row).map(cell).join('')}</tr>`).join('')
  // A row of single cells fixes the width of each column: the runs below span several.
  const ruler = `<tr>${`<td width="${size}" height="0"></td>`.repeat(side)}</tr>`
  return (
    `<table role="img" aria-label="${escapeHtml(label)}" cellpadding="0" cellspacing="0" border="0" bgcolor="#ffffff" ` +
    `width="${side * size}" style="border-collapse:collapse;background:#ffffff">${ruler}${cells}</table>`
  )

  function cell({ dark, length }: { dark: boolean; length: number }): string {
    const span = length > 1 ? ` colspan="${length}"` : ''
    return `<td${span} height="${size}"${dark ? ' bgcolor="#000000"' : ''}></td>`
  }
}

function runs(row: readonly boolean[]): { dark: boolean; length: number }[] {
  const found: { dark: boolean; length: number }[] = []
  for (const dark of row) {
    const last = found.at(-1)
    if (last?.dark === dark) last.length += 1
    else found.push({ dark, length: 1 })
  }
  return found
}
