import type {ComponentChildren, VNode} from 'preact';
import {useEffect, useState} from 'preact/hooks';

/** Renders its children in a task of its own, once what stands above them has been drawn. */
export function Later({children}: {children: ComponentChildren}): VNode {
  const [isTime, setTime] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setTime(true));
    return () => clearTimeout(timer);
  }, []);
  return <>{isTime && children}</>;
}
