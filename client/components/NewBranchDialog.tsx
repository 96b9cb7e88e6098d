import { type FormEvent, useState } from 'react'
import type { AppError } from '#contract/errors.ts'
import { useErrorWords, useWords } from '../i18n/use-words.ts'
import text from '../styles/text.module.css'
import { Button } from './Button.tsx'
import { Choices } from './Choices.tsx'
import { Dialog } from './Dialog.tsx'
import css from './NewBranchDialog.module.css'
import { Notice } from './Notice.tsx'
import { TextField } from './TextField.tsx'

interface NewBranchDialogProps {
  service: string
  base: string
  creation: { error: AppError | null; isPending: boolean }
  onCreate: (branch: { name: string; from: string }) => void
  onClose: () => void
}

const origins = ['base', 'branch', 'commit'] as const
type Origin = (typeof origins)[number]

/** Refusals that concern the name, and those that concern where it begins. */
const aboutName = new Set(['branch_exists', 'name_refused'])

/** A branch from the base, a branch or a commit; what the server refuses is said at the field it concerns. */
export const NewBranchDialog = ({ service, base, creation, onCreate, onClose }: NewBranchDialogProps) => {
  const { t } = useWords()
  const worded = useErrorWords()
  const [name, setName] = useState('')
  const [origin, setOrigin] = useState<Origin>('base')
  const [from, setFrom] = useState('')
  const isComplete = name !== '' && (origin === 'base' || from.trim() !== '')
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    if (isComplete && !creation.isPending) onCreate({ name, from: origin === 'base' ? base : from.trim() })
  }
  const error = creation.error === null ? null : worded(creation.error)
  const isAboutName = creation.error !== null && aboutName.has(creation.error.code)
  const isAboutFrom = creation.error?.code === 'branch_not_found' && origin !== 'base'
  return (
    <Dialog
      title={t('service:formTitle', { service })}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <span className={text.grow} />
          <Button kind="primary" type="submit" form="new-branch" disabled={!isComplete || creation.isPending}>
            {creation.isPending ? t('service:creating') : t('service:create', { name })}
          </Button>
        </>
      }
    >
      <form id="new-branch" className={css.form} onSubmit={submit}>
        <TextField
          label={t('service:name')}
          mono
          data-autofocus
          value={name}
          maxLength={200}
          error={isAboutName ? error : null}
          onChange={(event) => setName(event.target.value)}
        />
        <Choices
          label={t('service:from')}
          value={origin}
          onChange={setOrigin}
          options={[
            { value: 'base', label: t('service:fromBase', { base }) },
            { value: 'branch', label: t('service:fromBranch') },
            { value: 'commit', label: t('service:fromCommit') },
          ]}
        />
        {origin !== 'base' && (
          <TextField
            label={t(origin === 'branch' ? 'service:fromBranchName' : 'service:fromCommitId')}
            say={origin === 'commit' ? t('service:fromCommitSay') : undefined}
            mono
            value={from}
            maxLength={250}
            error={isAboutFrom ? error : null}
            onChange={(event) => setFrom(event.target.value)}
          />
        )}
        {error !== null && !isAboutName && !isAboutFrom && (
          <div role="alert">
            <Notice kind="bad">
              <b className={text.medium}>{t('service:notCreated')}</b> {error}
            </Notice>
          </div>
        )}
      </form>
    </Dialog>
  )
}
