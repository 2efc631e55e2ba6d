/** Purolator. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.source.purolator;
