import { makeCodeReader } from '../scan/read-code.ts'

/** A photograph shows the code small or large: detail is added until it is found. */
const sides = [1000, 1800, 3200]
/** Nothing that was ever a backup: it is not read into memory. */
const largestFile = 40_000_000

/** The text of a backup's file, or of the code in a picture of it; undefined where there is none. */
export async function readBackupFile(file: File): Promise<string | undefined> {
  if (file.size > largestFile) return undefined
  if (!file.type.startsWith('image/')) return file.text()
  const picture = await createImageBitmap(file).catch(() => undefined)
  if (!picture) return undefined
  try {
    for (const side of sides) {
      const read = await makeCodeReader(side)
      const text = await read(picture).catch(() => undefined)
      if (text) return text
    }
    return undefined
  } finally {
    picture.close()
  }
}
