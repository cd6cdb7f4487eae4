import { classes } from './classes.ts'

/** The looks that every kind of dialog shares. */
export const dialogLooks = {
  backdrop: 'veil fixed inset-0 z-40 bg-backdrop',
  viewport: 'fixed inset-0 z-40 grid place-items-center overflow-y-auto p-4 sm:p-8',
  popup: (size: 'regular' | 'wide') =>
    classes(
      'layer relative w-full rounded-dialog border border-line bg-raised p-6 text-body text-fg shadow-raised outline-none max-sm:p-5',
      size === 'wide' ? 'max-w-2xl' : 'max-w-md',
    ),
  headline: 'pe-8 text-card font-semibold text-balance wrap-anywhere',
  close:
    'absolute end-4 top-4 grid size-8 place-items-center rounded-control text-muted hover:bg-hover hover:text-fg disabled:opacity-50',
  actions: 'mt-2 flex flex-wrap justify-end gap-2',
} as const
