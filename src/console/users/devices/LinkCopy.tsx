import { Link as LinkIcon } from 'lucide-react'
import { Button } from '#ui/Button.tsx'
import { copy } from '../../frame/copy.ts'
import { setupCodeTexts } from '../../texts/users/setup-code.tsx'

const texts = setupCodeTexts.link

/** Copies a link that is too long, and too secret, to be shown. */
export const LinkCopy = ({ link }: { link: string }) => (
  <span>
    <Button size="compact" icon={<LinkIcon size={15} aria-hidden />} onClick={() => copy(link, texts.what)}>
      {texts.copy}
    </Button>
  </span>
)
