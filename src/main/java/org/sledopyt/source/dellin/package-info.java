/** Dellin (Деловые Линии), Russian freight. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.source.dellin;
