import { useEffect } from 'react'
import { frameTexts } from '../texts/frame.ts'

/** The document's title while this page is shown. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = frameTexts.title(title)
  }, [title])
}
