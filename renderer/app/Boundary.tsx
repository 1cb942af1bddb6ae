import { Component, type ReactNode } from 'react';
import type { View } from '../../machines/view/view.ts';
import { StationDown } from '../screens/StationDown.tsx';

interface BoundaryProps {
  /** The picture that is drawn: something new gets a new try. */
  readonly of: Pick<View, 'chrome'>;
  readonly children: ReactNode;
}

interface BoundaryState {
  readonly failed: boolean;
}

/** What cannot be drawn becomes the out-of-service picture, never an empty screen. */
export class Boundary extends Component<BoundaryProps, BoundaryState> {
  override state: BoundaryState = { failed: false };

  static getDerivedStateFromError(): BoundaryState {
    return { failed: true };
  }

  override componentDidUpdate(before: BoundaryProps): void {
    if (this.state.failed && before.of !== this.props.of) this.setState({ failed: false });
  }

  override render(): ReactNode {
    return this.state.failed ? <StationDown site={this.props.of.chrome} /> : this.props.children;
  }
}
