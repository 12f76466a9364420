/** Charts as SVG: bars, and lines over two axes. */
package dev.ferro.bench.chart;
