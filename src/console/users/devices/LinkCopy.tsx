import { Link as LinkIcon } from 'lucide-react'
import { Button } from '#ui/Button.tsx'
import { copy } from '../../frame/copy.ts'

/** Copies a link that is too long, and too secret, to be shown. */
export const LinkCopy = ({ link }: { link: string }) => (
  <span>
    <Button
      size="compact"
      icon={<LinkIcon size={15} aria-hidden />}
      onClick={() => copy(link, 'the setup link')}
    >
      Copy link
    </Button>
  </span>
)
