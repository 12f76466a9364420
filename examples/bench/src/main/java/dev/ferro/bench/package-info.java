/** Jobs that check Ferro and measure it. The examples do not depend on them. */
package dev.ferro.bench;
