import { encodeQR } from 'qr'

/** CSS pixels of one module: sharp after a messenger has scaled the picture down. */
const modulePixels = 8
const quietModules = 4
const lineHeight = 28

/** A backup's picture: the code, dark on white, and below it what it is. */
export async function drawBackup(link: string, lines: readonly string[]): Promise<Blob> {
  const modules = encodeQR(link, 'raw', { ecc: 'medium', border: quietModules })
  const side = modules.length * modulePixels
  const canvas = document.createElement('canvas')
  canvas.width = side
  canvas.height = side + lines.length * lineHeight + lineHeight
  const context = canvas.getContext('2d')
  if (!context) throw new Error('this browser cannot draw')
  context.fillStyle = '#ffffff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  context.fillStyle = '#000000'
  modules.forEach((row, y) => {
    row.forEach((isDark, x) => {
      if (isDark) context.fillRect(x * modulePixels, y * modulePixels, modulePixels, modulePixels)
    })
  })
  context.font = '20px system-ui, sans-serif'
  context.textAlign = 'center'
  lines.forEach((line, place) => {
    context.fillText(line, side / 2, side + (place + 0.5) * lineHeight, side - 40)
  })
  const blob = await new Promise<Blob | null>((resolve) => {
    canvas.toBlob(resolve, 'image/png')
  })
  if (!blob) throw new Error('this browser cannot make a picture')
  return blob
}
