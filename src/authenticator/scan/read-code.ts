/** The browser's own decoder (Shape Detection API), where it has one. */
interface NativeDetector {
  detect(source: ImageBitmapSource): Promise<readonly { rawValue: string }[]>
}
interface NativeDetectorClass {
  new (options: { formats: string[] }): NativeDetector
  getSupportedFormats(): Promise<readonly string[]>
}

/** Answers the text of a QR code in the picture, or undefined. */
export type ReadCode = (video: HTMLVideoElement) => Promise<string | undefined>

/** The browser's decoder, or one that is loaded now: only the scanner needs it. */
export async function makeCodeReader(): Promise<ReadCode> {
  return (await nativeReader()) ?? (await ownReader())
}

async function nativeReader(): Promise<ReadCode | undefined> {
  const { BarcodeDetector: Detector } = globalThis as { BarcodeDetector?: NativeDetectorClass }
  if (!Detector) return undefined
  const formats: readonly string[] = await Detector.getSupportedFormats().catch(() => [])
  if (!formats.includes('qr_code')) return undefined
  const detector = new Detector({ formats: ['qr_code'] })
  return async (video) => (await detector.detect(video))[0]?.rawValue
}

/** Pictures are scaled down to this: more detail costs time and finds no more codes. */
const longestSide = 800

async function ownReader(): Promise<ReadCode> {
  const { default: decode } = await import('qr/decode.js')
  const canvas = document.createElement('canvas')
  const context = canvas.getContext('2d', { willReadFrequently: true })
  return async (video) => {
    const scale = Math.min(1, longestSide / Math.max(video.videoWidth, video.videoHeight))
    canvas.width = Math.round(video.videoWidth * scale)
    canvas.height = Math.round(video.videoHeight * scale)
    if (!context || canvas.width === 0) return undefined
    context.drawImage(video, 0, 0, canvas.width, canvas.height)
    try {
      return decode(context.getImageData(0, 0, canvas.width, canvas.height))
    } catch {
      // No code in this picture.
      return undefined
    }
  }
}
