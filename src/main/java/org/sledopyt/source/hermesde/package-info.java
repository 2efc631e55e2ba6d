/** Hermes Germany. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.source.hermesde;
