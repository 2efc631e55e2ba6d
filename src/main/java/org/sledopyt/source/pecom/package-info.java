/** PECOM, ПЭК. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.source.pecom;
