import { randomUUID } from 'node:crypto';
import { type Answer } from '../http/message';

/** Thrown inside the registry; becomes the body that the registry documents. */
export class RegistryError extends Error {
  constructor(
    readonly code: `XDM-${number}-${number}`,
    readonly title: string,
    readonly detail: string,
  ) {
    super(detail);
  }

  get status(): number {
    return Number(this.code.slice(-3));
  }

  toAnswer(nowMs: number): Answer {
    const [date = '', time = ''] = new Date(nowMs).toISOString().split(/[T.]/);
    const [year, month, day] = date.split('-');
    const body = {
      type: `http://ns.adobe.com/aep/errors/${this.code}`,
      title: this.title,
      status: this.status,
      report: {
        registryRequestId: randomUUID(),
        timestamp: `${month ?? ''}-${day ?? ''}-${year ?? ''} ${time}`,
        'detailed-message': this.detail,
        'sub-errors': [],
      },
      detail: this.detail,
    };
    return { status: this.status, body };
  }
}

/** The older body, still given when the Accept header is absent. */
export const notAcceptable: Answer = {
  status: 406,
  body: {
    type: '/placeholder/type/uri',
    status: 406,
    title: 'NotAcceptableError',
    detail: 'Accept header parameter is required',
  },
};
