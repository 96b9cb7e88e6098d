import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { Service } from '#contract/workspace.ts'
import { Button } from '../../components/Button.tsx'
import { Choices } from '../../components/Choices.tsx'
import { Dialog } from '../../components/Dialog.tsx'
import { Notice } from '../../components/Notice.tsx'
import { TextField } from '../../components/TextField.tsx'
import { type ApiError, call } from '../../data/api.ts'
import { useErrorWords, useWords } from '../../i18n/use-words.ts'
import text from '../../styles/text.module.css'
import css from './AddService.module.css'
import { checkForm, emptyForm, type FieldName, fieldOfRefusal, toSpec } from './service-form.ts'

const languages = ['java', 'node', 'python', 'go'] as const

/** The form of a service. A problem stands at its field, whether this page or the server found it. */
export const AddService = ({ onClose }: { onClose: () => void }) => {
  const { t } = useWords()
  const worded = useErrorWords()
  const queries = useQueryClient()
  const navigate = useNavigate()
  const [form, setForm] = useState(emptyForm)
  const [isTried, setTried] = useState(false)
  const add = useMutation<Service, ApiError>({
    mutationFn: () => call('createService', { body: toSpec(form) }),
    onSuccess: async (service) => {
      await queries.invalidateQueries({ queryKey: ['services'] })
      await navigate({ to: '/services/$service', params: { service: service.name } })
    },
  })
  const problems = checkForm(form)
  const refusedField = add.error === null ? null : fieldOfRefusal(add.error)
  const problemOf = (field: FieldName): string | null => {
    if (add.error !== null && refusedField === field) return worded(add.error)
    const problem = problems[field]
    return isTried && problem !== undefined ? t(`services:${problem}`) : null
  }
  const field = (name: Exclude<FieldName, 'language'>) => ({
    value: form[name],
    error: problemOf(name),
    onChange: (event: { target: { value: string } }) => {
      setForm({ ...form, [name]: event.target.value })
      if (refusedField === name) add.reset()
    },
  })
  const submit = (event: FormEvent): void => {
    event.preventDefault()
    setTried(true)
    if (Object.keys(problems).length === 0 && !add.isPending) add.mutate()
  }
  return (
    <Dialog
      title={t('services:formTitle')}
      onClose={onClose}
      foot={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <span className={text.grow} />
          <Button kind="primary" type="submit" form="add-service" disabled={add.isPending}>
            {add.isPending ? t('services:saving') : t('services:save', { name: form.name })}
          </Button>
        </>
      }
    >
      <form id="add-service" className={css.form} onSubmit={submit} noValidate>
        {add.error !== null && refusedField === null && (
          <div role="alert" className={css.wide}>
            <Notice kind="bad">
              <b className={text.medium}>{t('services:notSaved')}</b> {worded(add.error)}
            </Notice>
          </div>
        )}
        <TextField label={t('services:name')} say={t('services:nameSay')} mono data-autofocus maxLength={30} {...field('name')} />
        <Choices
          label={t('services:language')}
          value={form.language}
          options={languages.map((value) => ({ value, label: value }))}
          onChange={(language) => setForm({ ...form, language })}
        />
        <TextField label={t('services:repository')} say={t('services:repositorySay')} mono {...field('repository')} />
        <TextField label={t('services:baseBranch')} mono {...field('baseBranch')} />
        <TextField label={t('services:buildRun')} say={t('services:buildRunSay')} mono {...field('buildRun')} />
        <TextField label={t('services:artifact')} say={t('services:artifactSay')} mono {...field('artifact')} />
        <TextField label={t('services:startRun')} say={t('services:startRunSay')} mono {...field('startRun')} />
        <TextField label={t('services:healthHttp')} say={t('services:healthHttpSay')} mono {...field('healthHttp')} />
        <TextField label={t('services:deadline')} inputMode="numeric" {...field('deadlineSeconds')} />
        <TextField label={t('services:timeout')} inputMode="numeric" {...field('timeoutSeconds')} />
      </form>
    </Dialog>
  )
}
