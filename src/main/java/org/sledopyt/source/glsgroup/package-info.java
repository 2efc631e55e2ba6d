/** GLS. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.source.glsgroup;
