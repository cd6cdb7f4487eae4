import { Fragment, useState } from 'react'
import { Dialog } from '#ui/Dialog.tsx'
import { KeyHint } from '#ui/KeyHint.tsx'
import { Switch } from '#ui/Switch.tsx'
import { shortcutsTexts } from '../texts/shortcuts.ts'
import { shortcuts } from './shortcut-list.ts'
import { singleKeysOn, switchSingleKeys } from './shortcuts.ts'

export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const [on, setOn] = useState(singleKeysOn)
  return (
    <Dialog title={shortcutsTexts.title} onClose={onClose}>
      <Switch
        label={shortcutsTexts.single}
        description={shortcutsTexts.singleText}
        checked={on}
        onChange={(next) => {
          switchSingleKeys(next)
          setOn(next)
        }}
      />
      <dl className="grid grid-cols-[auto_1fr] items-center gap-x-4 gap-y-2 text-control">
        {shortcuts.map(([keys, act]) => (
          <Fragment key={keys}>
            <dt>
              <KeyHint keys={keys} />
            </dt>
            <dd>{act}</dd>
          </Fragment>
        ))}
      </dl>
    </Dialog>
  )
}
