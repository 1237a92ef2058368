import { asks } from '../asks.ts';
import { bearer, jsonOf, part, shapes, whoIn, type Providers } from '../provider.ts';

/** Teams, Google Chat and Slack webhooks can only be written to: they cannot be asked. */
export default [
  {
    id: 'slack',
    name: 'Slack',
    documentation: 'https://docs.slack.dev/reference/methods/auth.test',
    host: 'slack.com',
    endpoint: 'https://slack.com/api/auth.test',
    kinds: {
      'slack-bot-token': /^xoxb-[A-Za-z0-9-]{20,120}$/,
      'slack-user-token': /^xox[apo]-[A-Za-z0-9-]{20,160}$/,
      'slack-app-token': /^xapp-[A-Za-z0-9-]{40,140}$/,
    },
    request: ({ value }) => ({
      host: 'slack.com',
      method: 'POST',
      path: '/api/auth.test',
      headers: { ...bearer(value), 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
      body: '',
    }),
    judge(heard) {
      const json = jsonOf(heard);
      if (part(json, 'ok', /^true$/) !== undefined)
        return {
          is: 'live',
          who: whoIn(json, { team: ['team_id', shapes.id], user: ['user_id', shapes.id], app: ['app_id', shapes.id], login: ['user', shapes.login] }),
        };
      switch (part(json, 'error', shapes.word)) {
        case 'token_revoked':
          return { is: 'refused', why: 'unknown' };
        case 'account_inactive':
          return { is: 'refused', why: 'disabled' };
        case 'token_expired':
          return { is: 'refused', why: 'expired' };
        case 'invalid_auth':
          // Also said to an address that the workspace does not allow.
          return { is: 'unclear', why: 'elsewhere' };
        case 'ratelimited':
          return { is: 'unclear', why: 'rate-limited' };
        default:
          return { is: 'unclear', why: 'unexpected' };
      }
    },
  },
  asks({
    id: 'discord',
    name: 'Discord',
    documentation: 'https://discord.com/developers/docs/resources/user#get-current-user',
    host: 'discord.com',
    path: '/api/v10/users/@me',
    kinds: { 'discord-bot-token': /^[A-Za-z0-9_-]{23,28}\.[\w-]{6}\.[\w-]{27,38}$/ },
    auth: (value) => ({ authorization: `Bot ${value}` }),
    who: { id: ['id', shapes.number], user: ['username', shapes.login] },
  }),
  {
    id: 'discord-webhook',
    name: 'Discord webhooks',
    documentation: 'https://discord.com/developers/docs/resources/webhook#get-webhook-with-token',
    host: 'discord.com',
    endpoint: 'https://discord.com/api/webhooks/…',
    kinds: { 'discord-webhook': /^\/api\/webhooks\/\d{17,20}\/[\w-]{60,72}$/ },
    request: ({ value }) => ({ host: 'discord.com', method: 'GET', path: value, headers: {}, body: undefined }),
    judge(heard) {
      const json = jsonOf(heard);
      const who = whoIn(json, { server: ['guild_id', shapes.number], channel: ['channel_id', shapes.number] });
      if (heard.status === 200 && Object.keys(who).length > 0) return { is: 'live', who };
      // 10015 unknown webhook, 50027 its token is wrong.
      if (part(json, 'code', /^(?:10015|50027)$/) !== undefined) return { is: 'refused', why: 'unknown' };
      return { is: 'unclear', why: 'unexpected' };
    },
  },
  {
    id: 'telegram',
    name: 'Telegram',
    documentation: 'https://core.telegram.org/bots/api#getme',
    host: 'api.telegram.org',
    endpoint: 'https://api.telegram.org/bot…/getMe',
    kinds: { 'telegram-bot-token': /^\d{8,10}:[\w-]{34,36}$/ },
    request: ({ value }) => ({ host: 'api.telegram.org', method: 'GET', path: `/bot${value}/getMe`, headers: {}, body: undefined }),
    judge(heard) {
      const json = jsonOf(heard);
      const who = whoIn(json, { id: ['result.id', shapes.number], bot: ['result.username', shapes.login] });
      if (heard.status === 200 && Object.keys(who).length > 0) return { is: 'live', who };
      return heard.status === 401 ? { is: 'refused', why: 'unknown' } : { is: 'unclear', why: 'unexpected' };
    },
  },
  asks({
    id: 'line',
    name: 'LINE',
    documentation: 'https://developers.line.biz/en/reference/messaging-api/#get-bot-info',
    host: 'api.line.me',
    path: '/v2/bot/info',
    // The kind is told by a name with "line" in it, which "pipeline" has as well.
    onlyByName: true,
    kinds: { 'line-channel-token': /^[A-Za-z0-9+/]{120,240}={0,2}$/ },
    auth: bearer,
    who: { user: ['userId', shapes.id], bot: ['basicId', /^@[\w-]{1,30}$/] },
  }),
  asks({
    id: 'chatwork',
    name: 'Chatwork',
    documentation: 'https://developer.chatwork.com/reference/get-me',
    host: 'api.chatwork.com',
    path: '/v2/me',
    kinds: { 'chatwork-token': /^[0-9a-f]{32}$/ },
    auth: (value) => ({ 'x-chatworktoken': value }),
    who: { account: ['account_id', shapes.number], organisation: ['organization_id', shapes.number] },
  }),
] satisfies Providers;
