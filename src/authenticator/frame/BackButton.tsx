import { ChevronLeft } from 'lucide-react'
import { Button } from '#ui/Button.tsx'
import { texts } from '../texts/texts.ts'

export function BackButton({ onClick }: { onClick: () => void }) {
  return (
    <Button
      tone="quiet"
      icon={<ChevronLeft size={18} aria-hidden className="rtl:rotate-180" />}
      onClick={onClick}
    >
      {texts.frame.back}
    </Button>
  )
}
