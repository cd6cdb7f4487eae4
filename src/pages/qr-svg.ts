import { html } from 'hono/html'
import { encodeQR } from 'qr'
import type { Html } from './layout.ts'

/** The quiet zone that readers rely on: ISO/IEC 18004 asks for four modules. */
const quiet = 4

/**
 * A QR code, always dark on white: many readers do not take an inverted one.
 *
 * @param alternative what to do with it, in words.
 */
export function qrSvg(content: string, alternative: string): Html {
  const modules = encodeQR(content, 'raw', { ecc: 'medium', border: quiet })
  const side = modules.length
  let path = ''
  modules.forEach((row, y) => {
    for (let x = 0; x < row.length; x++) {
      if (!row[x]) continue
      const start = x
      while (row[x + 1]) x++
      path += `M${start} ${y}h${x - start + 1}v1H${start}z`
    }
  })
  return html`<svg class="qr" role="img" aria-label="${alternative}" viewBox="0 0 ${side} ${side}" shape-rendering="crispEdges"><path fill="#fff" d="M0 0h${side}v${side}H0z"/><path fill="#000" d="${path}"/></svg>`
}
