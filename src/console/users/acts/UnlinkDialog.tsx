import { useState } from 'react'
import { type ProviderLink, unlinkProvider } from '#contract/providers.ts'
import { AlertDialog } from '#ui/AlertDialog.tsx'
import { useOperationMutation } from '#ui/api.ts'
import { Checkbox } from '#ui/Checkbox.tsx'
import { Consequences } from '#ui/Consequences.tsx'
import { notify } from '#ui/notify.ts'
import { hasCode } from '../../api/has-code.ts'
import { waysInTexts } from '../../texts/users/ways-in.ts'
import { LeaveWithoutWayIn } from './LeaveWithoutWayIn.tsx'
import { type ActProps, type OpenAct, whenOpen } from './when-open.tsx'

const texts = waysInTexts.unlink

interface UnlinkProps extends ActProps {
  link: ProviderLink
}

/** Removes a link with a provider, and blocks that it is made again where that is asked. */
export const UnlinkDialog = whenOpen<UnlinkProps>(({ user, link, onClose, onDone }: OpenAct<UnlinkProps>) => {
  const unlink = useOperationMutation(unlinkProvider)
  const [block, setBlock] = useState(false)
  const [leaves, setLeaves] = useState(false)
  const [isOnlyWay, setOnlyWay] = useState(false)
  return (
    <AlertDialog
      title={texts.title(user.name, link.providerName)}
      action={texts.action}
      pending={unlink.isPending}
      error={hasCode(unlink.error, 'no-way-in') ? null : unlink.error}
      disabledReason={isOnlyWay && !leaves ? waysInTexts.noneLeft.reason : undefined}
      onConfirm={() =>
        unlink.mutate(
          { params: { userId: user.id, linkId: link.id }, body: { block, leaveWithoutWayIn: leaves } },
          {
            onSuccess: () => {
              notify(texts.done(user.name, link.providerName))
              onClose()
              onDone?.()
            },
            onError: (error) => {
              if (hasCode(error, 'no-way-in')) setOnlyWay(true)
            },
          },
        )
      }
      onClose={onClose}
    >
      <Consequences
        stops={[texts.stops(link.providerName, link.email), ...(block ? [texts.blocks] : [])]}
        stays={[texts.stays, ...(block ? [] : [texts.identityStays])]}
        told={[texts.told]}
      />
      <Checkbox
        label={texts.block.label}
        description={texts.block.description}
        checked={block}
        onChange={setBlock}
      />
      {isOnlyWay && <LeaveWithoutWayIn checked={leaves} onChange={setLeaves} />}
    </AlertDialog>
  )
})
