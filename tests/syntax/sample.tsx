import React, { useCallback, useState } from 'react';
import type { User } from './types';

interface Props<T> {
    items: T[];
    render: (item: T) => React.ReactNode;
}

type State = { open: boolean };

/** Shows a list of anything. */
export function List<T>({ items, render }: Props<T>): JSX.Element {
    return <ul>{items.map((item) => <li>{render(item)}</li>)}</ul>;
}

export const Profile: React.FC<{ user: User }> = ({ user }) => {
    const [open, setOpen] = useState(false);
    const toggle = useCallback(() => setOpen((value) => !value), []);

    if (!user) {
        return null;
    }
    return (
        <section>
            <h1 onClick={toggle}>{user.name}</h1>
            {open && <p>{user.about}</p>}
        </section>
    );
};

export class Boundary extends React.Component<{}, State> {
    state: State = { open: false };

    static getDerivedStateFromError(): State {
        return { open: true };
    }

    render() {
        return this.state.open ? <b>Sorry</b> : this.props.children;
    }
}

enum Mode {
    Light,
    Dark,
}

function formatName(user: User): string {
    return `${user.first} ${user.last}`;
}

export async function save(user: User): Promise<Response> {
    const response = await fetch('/users', { method: 'POST', body: JSON.stringify(user) });
    return response;
}

export default Profile;
