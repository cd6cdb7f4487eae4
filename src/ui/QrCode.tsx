import { encodeQR } from 'qr'
import { useMemo } from 'react'

interface QrCodeProps {
  /** What the camera reads. */
  value: string
  /** What to do with it, in words: "Open the app, choose Scan". */
  alternative: string
  /** CSS pixels along each side, quiet zone included. */
  size?: number
}

/** The quiet zone that readers rely on: ISO/IEC 18004 §6.3.8 asks for four modules. */
const quiet = 4

/** Always dark on white, in the dark theme too: many readers do not take an inverted code. */
export function QrCode({ value, alternative, size = 240 }: QrCodeProps) {
  const { side, path } = useMemo(() => draw(value), [value])
  return (
    <svg
      role="img"
      aria-label={alternative}
      width={size}
      height={size}
      viewBox={`0 0 ${side} ${side}`}
      shapeRendering="crispEdges"
      className="h-auto max-w-full rounded-card"
    >
      <path fill="#ffffff" d={`M0 0h${side}v${side}H0z`} />
      <path fill="#000000" d={path} />
    </svg>
  )
}

/** One path for all dark modules, row by row, neighbours joined. */
function draw(value: string) {
  const modules = encodeQR(value, 'raw', { ecc: 'medium', border: quiet })
  let path = ''
  modules.forEach((row, y) => {
    for (let x = 0; x < row.length; x++) {
      if (!row[x]) continue
      const start = x
      while (row[x + 1]) x++
      path += `M${start} ${y}h${x - start + 1}v1H${start}z`
    }
  })
  return { side: modules.length, path }
}
