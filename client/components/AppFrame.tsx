import { Outlet } from '@tanstack/react-router'

export const AppFrame = () => <Outlet />
