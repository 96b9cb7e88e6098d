/** What only a shell itself can do, so that no program can take its place. */
const builtins = new Set(
  '! . : alias bg break case cd continue eval exec exit export fg for function getopts hash if jobs local read readonly return set shift source time times trap type ulimit umask unalias unset until wait while'.split(
    ' ',
  ),
)

/**
 * The operator's command as the shell runs it. A plain program takes the place of the shell, so that no second one stays
 * and says "Terminated" among the program's own output; around anything more the shell notes signals and waits.
 */
export const shellCommand = (run: string): string => {
  const text = run.trim()
  const first = /^[\w./+-]+(?=\s|$)/.exec(text)?.[0]
  const plain = first !== undefined && !builtins.has(first) && !/[;&|<>(){}`\n\\]/.test(text)
  return plain ? `exec ${text}` : `trap : HUP INT TERM\n${run}`
}
