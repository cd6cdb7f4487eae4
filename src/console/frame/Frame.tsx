import { Outlet } from '@tanstack/react-router'
import { Menu as MenuIcon } from 'lucide-react'
import { Suspense, useState } from 'react'
import { IconButton } from '#ui/IconButton.tsx'
import { Link } from '#ui/Link.tsx'
import { OfflineBar } from '#ui/OfflineBar.tsx'
import { SkipLink } from '#ui/SkipLink.tsx'
import { Toaster } from '#ui/Toaster.tsx'
import { addresses } from '../addresses.ts'
import { JobsChip } from '../bulk/JobsChip.tsx'
import { PaletteButton } from '../palette/PaletteButton.tsx'
import { frameTexts } from '../texts/frame.ts'
import { AccountMenu } from './AccountMenu.tsx'
import { lazyLayer } from './lazy-layer.ts'
import { Mark } from './Mark.tsx'
import { useMe } from './me.ts'
import { Navigation } from './Navigation.tsx'
import { OrganisationName } from './OrganisationName.tsx'
import { useLiveUpdates } from './use-live-updates.ts'
import { useShortcuts } from './use-shortcuts.ts'

const Drawer = lazyLayer(async () => (await import('#ui/Drawer.tsx')).Drawer)
const ShortcutsDialog = lazyLayer(async () => (await import('./ShortcutsDialog.tsx')).ShortcutsDialog)

/** What stands around every page: the bar, the navigation, and what speaks up by itself. */
export function Frame() {
  const me = useMe()
  const [isDrawerOpen, setDrawerOpen] = useState(false)
  // Once it was opened it stays, so that it can go as it came.
  const [hasDrawer, setHasDrawer] = useState(false)
  const [isHelpOpen, setHelpOpen] = useState(false)
  useLiveUpdates()
  useShortcuts(() => setHelpOpen(true))
  return (
    <>
      <SkipLink to="content" />
      <div className="sticky top-0 z-20">
        <OfflineBar />
        <header className="group/bar flex h-13 items-center gap-2 border-b border-line bg-canvas px-4 max-sm:gap-1 max-sm:px-3">
          <span className="-ms-2 sm:hidden">
            <IconButton
              label={frameTexts.openNavigation}
              size="regular"
              icon={<MenuIcon size={18} aria-hidden />}
              onClick={() => {
                setHasDrawer(true)
                setDrawerOpen(true)
              }}
            />
          </span>
          <Link
            href={addresses.overview}
            className="flex shrink-0 items-center gap-2 rounded-badge text-body font-semibold tracking-tight"
          >
            <Mark />
            {/* On a phone a running bulk act takes its place; the mark stays. */}
            <span className="max-sm:group-has-data-[bulk-act]/bar:sr-only">{frameTexts.product}</span>
          </Link>
          <span className="flex min-w-0 items-center gap-0.5 text-body tracking-tight text-muted max-sm:hidden">
            <span aria-hidden>/</span>
            <OrganisationName />
          </span>
          <span className="ms-auto" />
          <JobsChip />
          <PaletteButton />
          <AccountMenu onHelp={() => setHelpOpen(true)} />
        </header>
      </div>
      <div className="flex">
        <div className="sticky top-13 h-[calc(100dvh-3.25rem)] w-56 shrink-0 overflow-y-auto border-e border-line p-3 max-sm:hidden">
          <Navigation />
        </div>
        <main id="content" tabIndex={-1} className="min-w-0 flex-1 px-4 py-6 outline-none sm:px-6 lg:px-8">
          <div className="mx-auto grid max-w-320 gap-5">
            <Outlet />
          </div>
        </main>
      </div>
      <Suspense>
        {hasDrawer && (
          <Drawer label={me.organisation.name} open={isDrawerOpen} onClose={() => setDrawerOpen(false)}>
            <div className="mb-2 flex text-body text-muted">
              <OrganisationName />
            </div>
            <Navigation onFollow={() => setDrawerOpen(false)} />
          </Drawer>
        )}
      </Suspense>
      <Suspense>{isHelpOpen && <ShortcutsDialog onClose={() => setHelpOpen(false)} />}</Suspense>
      <Toaster />
    </>
  )
}
