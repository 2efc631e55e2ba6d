/** Yandex Delivery. */
@org.jspecify.annotations.NullMarked
package org.sledopyt.source.yandexdelivery;
