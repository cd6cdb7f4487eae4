/** The browser's own decoder (Shape Detection API), where it has one. */
interface NativeDetector {
  detect(source: ImageBitmapSource): Promise<readonly { rawValue: string }[]>
}
interface NativeDetectorClass {
  new (options: { formats: string[] }): NativeDetector
  getSupportedFormats(): Promise<readonly string[]>
}

/** Answers the text of a QR code in the picture, or undefined. */
export type ReadCode = (picture: HTMLVideoElement | ImageBitmap) => Promise<string | undefined>

/** Pictures are scaled down to this: more detail costs time and finds no more codes of a usual size. */
const usualSide = 800

/**
 * The browser's decoder, or one that is loaded now: only the scanner needs it.
 *
 * @param longestSide pixels to scale down to: a backup's code has four times as many modules as others.
 */
export async function makeCodeReader(longestSide = usualSide): Promise<ReadCode> {
  return (await nativeReader()) ?? (await ownReader(longestSide))
}

async function nativeReader(): Promise<ReadCode | undefined> {
  const { BarcodeDetector: Detector } = globalThis as { BarcodeDetector?: NativeDetectorClass }
  if (!Detector) return undefined
  const formats: readonly string[] = await Detector.getSupportedFormats().catch(() => [])
  if (!formats.includes('qr_code')) return undefined
  const detector = new Detector({ formats: ['qr_code'] })
  return async (picture) => (await detector.detect(picture))[0]?.rawValue
}

async function ownReader(longestSide: number): Promise<ReadCode> {
  const { default: decode } = await import('qr/decode.js')
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d', { willReadFrequently: true })
  return async (picture) => {
    const { width, height } = sizeOf(picture)
    const scale = Math.min(1, longestSide / Math.max(width, height))
    canvas.width = Math.round(width * scale)
    canvas.height = Math.round(height * scale)
    if (!context || canvas.width === 0) return undefined
    context.drawImage(picture, 0, 0, canvas.width, canvas.height)
    try {
      return decode(context.getImageData(0, 0, canvas.width, canvas.height))
    } catch {
      // No code in this picture.
      return undefined
    }
  }
}

const sizeOf = (picture: HTMLVideoElement | ImageBitmap) =>
  picture instanceof HTMLVideoElement
    ? { width: picture.videoWidth, height: picture.videoHeight }
    : { width: picture.width, height: picture.height }
