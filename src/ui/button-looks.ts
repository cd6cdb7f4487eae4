import { classes } from './classes.ts'

export type ButtonTone = 'plain' | 'primary' | 'danger' | 'quiet'
export type ButtonSize = 'regular' | 'compact'

const tones: Record<ButtonTone, string> = {
  plain: 'border border-line-strong/45 bg-surface text-fg enabled:hover:bg-hover [a]:hover:bg-hover',
  primary: 'bg-accent text-accent-fg enabled:hover:bg-accent-hover [a]:hover:bg-accent-hover',
  danger: 'bg-danger text-danger-fg enabled:hover:bg-danger-hover [a]:hover:bg-danger-hover',
  quiet: 'text-fg enabled:hover:bg-hover [a]:hover:bg-hover data-popup-open:bg-hover',
}

/** The looks that buttons and the links among them share. */
export const buttonLooks = (tone: ButtonTone, size: ButtonSize, wide: boolean) =>
  classes(
    'relative inline-flex shrink-0 items-center justify-center gap-2 rounded-control text-control font-medium whitespace-nowrap select-none transition-colors duration-(--quick)',
    // On a phone a long word of another language must not push the button off the screen.
    'in-data-[density=roomy]:max-w-full in-data-[density=roomy]:shrink in-data-[density=roomy]:py-1.5 in-data-[density=roomy]:text-center in-data-[density=roomy]:wrap-anywhere in-data-[density=roomy]:whitespace-normal',
    // Likewise in the denser screens, where it takes its line before it gives way.
    'max-sm:max-w-full max-sm:py-1 max-sm:text-center max-sm:wrap-break-word max-sm:whitespace-normal',
    'disabled:opacity-50 aria-disabled:opacity-50',
    size === 'compact' ? 'min-h-(--control-compact) px-2.5' : 'min-h-(--control) px-3.5',
    wide && 'w-full',
    tones[tone],
  )
