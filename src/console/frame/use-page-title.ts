import { useEffect } from 'react'

/** The document's title while this page is shown. */
export function usePageTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Latchkey`
  }, [title])
}
