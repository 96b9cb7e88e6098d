import IconActivity from '@tabler/icons-react/icons/IconActivity'
import IconAdjustmentsHorizontal from '@tabler/icons-react/icons/IconAdjustmentsHorizontal'
import IconAlignLeft from '@tabler/icons-react/icons/IconAlignLeft'
import IconBox from '@tabler/icons-react/icons/IconBox'
import IconDirectionSign from '@tabler/icons-react/icons/IconDirectionSign'
import IconHome from '@tabler/icons-react/icons/IconHome'
import IconLayoutGrid from '@tabler/icons-react/icons/IconLayoutGrid'
import IconTimeline from '@tabler/icons-react/icons/IconTimeline'

/** The pages of the navigation, each with the letter that opens it after `g`. */
export const places = [
  { to: '/', word: 'frame:home', icon: IconHome, key: 'h' },
  { to: '/environments', word: 'frame:environments', icon: IconLayoutGrid, key: 'n' },
  { to: '/services', word: 'frame:services', icon: IconBox, key: 's' },
  { to: '/traces', word: 'frame:traces', icon: IconTimeline, key: 't' },
  { to: '/logs', word: 'frame:logs', icon: IconAlignLeft, key: 'l' },
  { to: '/live', word: 'frame:live', icon: IconActivity, key: 'i' },
  { to: '/errors', word: 'frame:errors', icon: IconDirectionSign, key: 'e' },
  { to: '/settings', word: 'frame:settings', icon: IconAdjustmentsHorizontal, key: ',' },
] as const
