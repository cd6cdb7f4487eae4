import { DirectionProvider } from '@base-ui/react/direction-provider'
import type { ReactNode } from 'react'
import { direction as ofLanguage } from './language.ts'

interface DirectionProps {
  /** By default as the language is read. */
  direction?: 'ltr' | 'rtl'
  children: ReactNode
}

/** Whatever is inside follows the way in which the page is read with its arrow keys and open layers too; once around each front end. */
export const Direction = ({ direction = ofLanguage, children }: DirectionProps) => (
  <DirectionProvider direction={direction}>{children}</DirectionProvider>
)
