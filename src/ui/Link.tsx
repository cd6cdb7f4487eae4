import { type AnchorHTMLAttributes, createContext, type MouseEvent, type Ref, useContext } from 'react'

/** How this front end goes to another of its addresses; without it, links load pages. */
export const NavigateContext = createContext<((href: string) => void) | null>(null)

export interface LinkProps extends AnchorHTMLAttributes<HTMLAnchorElement> {
  href: string
  ref?: Ref<HTMLAnchorElement>
}

/** A real link without looks of its own: a plain click stays in the application, ⌘-click opens a tab. */
export function Link({ onClick, ...props }: LinkProps) {
  const follow = useFollow()
  return (
    // biome-ignore lint/a11y: a link with an address, which the keyboard follows by itself
    <a
      {...props}
      // biome-ignore lint/a11y/useValidAnchor: `href` is required, and comes with the properties
      onClick={(event) => {
        onClick?.(event)
        if (!props.target && !props.download) follow(event, props.href)
      }}
    />
  )
}

/** Follows a click on something that stands for a link, as the browser would: modified clicks open a tab. */
export function useFollow() {
  const navigate = useContext(NavigateContext)
  return (event: MouseEvent, href: string) => {
    if (event.defaultPrevented || event.button !== 0) return
    const isLink = event.target instanceof Element && event.target.closest('a') !== null
    const isModified = event.metaKey || event.ctrlKey || event.shiftKey || event.altKey
    if (isModified && isLink) return
    if (isModified) {
      window.open(href, '_blank', 'noopener')
      return
    }
    if (navigate && isOurs(href)) {
      event.preventDefault()
      navigate(href)
    } else if (!isLink) {
      window.location.assign(href)
    }
  }
}

const isOurs = (href: string) => new URL(href, document.baseURI).origin === window.location.origin
