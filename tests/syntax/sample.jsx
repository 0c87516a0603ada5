import React, { memo, useState } from 'react';
import { Button } from './button';

const colors = ['red', 'green'];

/** One row of the list. */
const Row = memo(function Row({ item, onPick }) {
    return (
        <li className="row" onClick={() => onPick(item)}>
            {item.name}
        </li>
    );
});

export function List({ items }) {
    const [picked, setPicked] = useState(null);
    const pick = (item) => {
        setPicked(item);
    };

    return (
        <ul>
            {items.map((item) => (
                <Row key={item.id} item={item} onPick={pick} />
            ))}
            {picked && <Button>{picked.name}</Button>}
        </ul>
    );
}

// A helper without any markup.
export const total = (items) => items.reduce((sum, item) => sum + item.price, 0);

class Old extends React.Component {
    state = { open: false };

    toggle = () => this.setState({ open: !this.state.open });

    render() {
        return <div dangerouslySetInnerHTML={{ __html: this.props.html }} />;
    }
}

export function useTimer(delay) {
    const [ticks, setTicks] = useState(0);
    React.useEffect(() => {
        const id = setInterval(() => setTicks((n) => n + 1), delay);
        return () => clearInterval(id);
    }, [delay]);
    return ticks;
}

export default Old;
