// A shopping cart that lives in the browser.

const KEY = "cart";

export function readCart() {
    const text = localStorage.getItem(KEY);
    return text == null ? [] : JSON.parse(text);
}

// Adds to what is there already, and gives the new total.
export function addToCart(product, quantity) {
    const cart = readCart();
    const line = cart.find((entry) => entry.id == product.id);
    if (line) {
        line.quantity += quantity;
    } else {
        cart.push({ id: product.id, price: product.price, quantity });
    }
    localStorage.setItem(KEY, JSON.stringify(cart));
    return total(cart);
}

export function total(cart) {
    let sum = 0;
    for (const line of cart) {
        sum += line.price * line.quantity;
    }
    return sum;
}
