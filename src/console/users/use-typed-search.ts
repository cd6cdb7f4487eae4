import { useEffect, useRef, useState } from 'react'

/** After the last key, in milliseconds. */
const pause = 200

/**
 * What is being typed into a search whose text stands in the address: the address follows a moment after the last key, and the field
 * follows the address when that changes by itself (Back, a link).
 */
export function useTypedSearch(
  inAddress: string,
  write: (text: string) => void,
): [string, (text: string) => void] {
  const [typed, setTyped] = useState(inAddress)
  const written = useRef(inAddress)
  const latest = useRef(write)
  latest.current = write
  useEffect(() => {
    if (inAddress === written.current) return
    written.current = inAddress
    setTyped(inAddress)
  }, [inAddress])
  useEffect(() => {
    const text = typed.trim()
    if (text === written.current) return
    const { pathname } = window.location
    const timer = setTimeout(() => {
      // On the way to another page, which is still being fetched: what was typed last must not call them back.
      if (window.location.pathname !== pathname) return
      written.current = text
      latest.current(text)
    }, pause)
    return () => clearTimeout(timer)
  }, [typed])
  return [typed, setTyped]
}
