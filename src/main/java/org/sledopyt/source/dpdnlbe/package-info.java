/** DPD of the Netherlands and Belgium. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.source.dpdnlbe;
