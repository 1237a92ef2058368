const listed = (text: string): readonly string[] => text.trim().split(/\s+/);

/**
 * Services that teams call by an API key of no recognisable form, by the word that stands in names of settings and in hosts. Each is a word of its own
 * that hardly stands for anything else, so that the scanner may look behind every one of them.
 */
export const serviceNames: readonly string[] = listed(`
abstractapi abuseipdb accuweather activecampaign adafruit adjust.com adroll airbrake airtable alchemyapi algolia alienvault alphavantage amplitude anypoint
apifonica apilayer apimatic apimetrics apitemplate apollo.io appcues appfollow appointedd appoptics appsflyer appsynergy artifactory asana assemblyai atlassian
authy autodesk autoklose aviationstack axonaut aylien ayrshare bamboohr bannerbear baremetrics beebole besnappy besttime betterstack billomat bitbucket
bitcoinaverage bitfinex bitmex blazemeter blitapp blockcypher blockfrost blocknative bombbomb boostnote borgbase braintree braintrust brandfetch braze.com
brevo_ browserstack browshot bscscan buddyns budibase bugherd bugsnag buildkite bulksms buttercms caflou calendarific calendly calorieninja campayn cannyio
capsulecrm captaindata carboninterface centralstationcrm chargebee chartmogul chatfuel checklyhq circleci clarifai clearbit clickhelp clicksend clickup cliengo
clientary clinchpad clockify clockworksms closecrm cloudconvert cloudelements cloudflare cloudimage cloudinary cloudmersive cloudplan cloudsight cloudsmith
cloverly clustdoc codacy codeclimate codecov codemagic codequiry coinapi coinbase coingecko coinlayer coinlib coinmarketcap commercejs contentful
contentstack conversiontools convertapi convertkit couchbase countrylayer coveralls craftmypdf crowdin cryptocompare currencycloud currencyfreaks
currencylayer currencyscoop currentsapi customerio d7network dailyco dareboost databox databricks datadog datagov deepgram deepseek deepl_ detectify
detectlanguage diffbot diggernaut digitalocean discogs discord disqus docparser docusign documo dronahq dropbox duffel_ dynalist dynatrace dyspatch
eagleeyenetworks easypost easyinsight ecostruxureit edamam elasticemail elevenlabs endorlabs etherscan ethplorer eventbrite everhour exchangerateapi
exchangeratesapi extractorapi fastforex fastly feedier fetchrss financialmodelingprep finicity finnhub fixerio flatio fleetbase flexport flickr flightapi
flightaware flightlabs flightstats flutterwave formbucket formcraft foursquare frameio freshbooks freshdesk freshservice fullstory fxmarket geckoboard
gemini_api genderize geoapify geocodify geoipifi firecrawl getemail getgeoapi getgist getresponse ghost_admin giphy gitguardian gitter glassnode gocardless godaddy
goodreads google_maps graphcms graphhopper groovehq gtmetrix gumroad happyscribe helloasso hellosign helpcrunch helpscout hereapi heroku hiveage holidayapi
honeybadger honeycomb hotjar html2pdf hubspot hybiscus hypertrack iconfinder iexapis iexcloud imagekit imagga influxdata infobip infura insightly instabot
instamojo intercom interseller intrinio invoiceocean ip2location ipgeolocation ipinfodb ipinfo_ ipqualityscore ipstack jotform jumpcloud jupiterone
kaggle kanbantool karmacrm keycdn kickbox klaviyo klipfolio knapsackpro kontent kucoin lacework langfuse langsmith languagelayer launchdarkly leadfeeder
lemlist lemonsqueezy lendflow lessannoyingcrm lexigram linkedin linkpreview listennotes liveagent livestorm loadmill locationiq logdna loggly loginradius
logzio lokalise loyverse lunchmoney madkudu magicbell mailboxlayer mailchimp mailerlite mailersend mailgun mailjet mailmodo mailsac mailtrap mandrill
mapbox mapquest maptiler marketo marketstack mattermost mavenlink maxmind meaningcloud mediastack meistertask meltwater meraki mesibo messagebird metrilo
microlink mindmeister mixmax mixpanel mockaroo monkeylearn moonclerk moosend moralis mrticktock myintervals nasdaqdatalink netlify neutrinoapi newrelic
newsapi newscatcher nexmo_ nftport nicereply nightfall_ notion_ nozbe numverify nutritionix nylas_ omnisend onepagecrm onesignal onfleet oopspam
opencagedata opencage openrouter openuv openweather openweathermap opsgenie optimizely outreach.io overloop owlbot packagecloud pagarme pagerduty
pandadoc pandascore paperform paralleldots parsehub parseur particleio partnerstack pastebin paydirtapp paymoapp paymongo paypal paystack pdflayer pdfshift
peopledatalabs pepipost perplexity phraseapp pinata_ pinecone pipedream pipedrive pivotaltracker pixabay planetscale planyo plivo_ podio_ pollsapi polygonscan
polygonio positionstack postageapp posthog postmark powrbot prismic prodpad prospectcrm protocolsio proxycrawl pubnub purestake pushbullet pushover
pusher_ qualaroo quickbooks quickchart quicknode qubole rapidapi rapyd_ razorpay reachmail reallysimplesystems rebrandly recaptcha recharge_ recurly
redmine repairshopr replyio requestfinance restpack revampcrm ringcentral ritekit rocketreach rollbar route4me runrunit salesblink salescookie
salesflare salesforce salesmate saucelabs scaleway scalegrid scrapeowl scraperapi scraperbox scrapestack scrapfly scrapingant scrapingbee screenshotapi
screenshotlayer scrutinizerci securitytrails selectpdf semaphoreci sendbird sendgrid sendinblue sendowl sentry_ serpapi serphouse serpstack sherpadesk shipday
shipengine shippo_ shipstation shodan shopify shotstack shutterstock signalfx signalwire signaturit signupgenius sigopt simfin simplesat simplynoted simvoly
sinch_ siteleaf skrappio skybiometry slack_ smartling smartsheet smartsheets smartystreets snipcart snowflake snyk_ solarwinds sonarcloud sonarqube
sourcegraph sparkpost spectralops speechtextai splunk spoonacular sportmonks sportsmonk spotify squarespace squareup sslmate stackhawk statuscake statuspage
statuspal stitchdata stockdata storecove stormboard stormglass storyblok storychief strava_ streamlabs stripe_ stytch sumologic supabase supernotes
surveybot surveymonkey surveysparrow survicate swiftype tallyfy tatumio taxjar teamgate teamwork_ teamworkcrm teamworkdesk teamworkspaces
technicalanalysisapi telegram teletype telnyx testingbot textmagic thegraph_ theguardian theoddsapi thingsboard thinkific thousandeyes ticketmaster
tickettailor tiingo tiktok_ timecamp timezoneapi timezonedb todoist toggl_ toggltrack tomorrowio tomtom tradier transferwise transifex travelpayouts travisci
trello truenas tumblr_ turso_ tvdb_api twelvedata twilio twitch_ twitter_ tyntec typeform typetalk ubidots uclassify unplugg unsplash upcdatabase uplead
uploadcare upstash uptimerobot urlscan userflow usersnap userstack vagrantcloud vatlayer verimail veriphone versioneye viewneo virustotal visualcrossing
voiceflow voicegain voodoosms vouchery vpnapi vultr_ walkscore wakatime weatherapi weatherbit weatherstack web3storage webflow webscraper webscraping
weightsandbiases whatsapp wistia_ wolframalpha woocommerce wordnik worksnaps workstack worldcoinindex worldweather yandex_ youneedabudget yousign zapier
zendesk zenkit zenrows zenscrape zenserp zeplin zerobounce zerotier zipcodeapi zipcodebase zohocrm zonkafeedback zoominfo zulipchat kakao_ lineworks chatwork
backlog_api kintone sansan_ freee_ moneyforward smarthr cybozu gmopg_ payjp_ rakuten_ autopilot bitbar bulbul dandelion tefter tmetric toggl vbout vercel wandb unplu- skrapp scrutinizer speechtext zonka stripo_ adzuna apiflash apptivo airvisual checkvist cashboard censys_ convier_ customerguru gocanvas api2cart alchemy_ alcht_ webexbot elastic_key less-secret less_ owm pyowm ipifi ipquality netcore_api protocols_ goodday gyazo nimble oanda rawg finage collect2 linenotify the-odds-api exchangerate prospectcrm gumroad refiner- ibmcloud nuget findl fileio logzkey logz_ runscope prospect- coda_ codakey codatoken
bitflyer coincheck jquants estat_api
`);

/** Words that stand for much else: they name a service only in the name of a key, a token or a secret. */
export const commonServiceNames: ReadonlySet<string> = new Set(
  listed(`
adobe age pd azureml scoring agora aha aiven ambee apify apollo asana atera audd autopilot avaza beamer bitbar bitly blogger blynk box brandfetch braze brevo buddy bulbul calendar
chatbot chatwork cicero coda collect column confluent copper courier dandelion debounce deepai deepl delighted deno dfuse ditto duffel edenai enigma envoy eraser
fastly fibery figma fileio finage findl fixer flat float fmp formio freee freshdesk front fulcrum geocode gitter godaddy goodday graphhopper groq guardian gyazo
harness harvest hive holiday holistic host humanity hunter iconfinder imagga impala instagram intercom ionic ipapi ipinfo jira juro karma keen kylas lemlist lever
line linear lob logz loom luno magnetic mapbox maxmind metabase miro mite moderation monday mux nasdaq neon netlify nexmo ngrok nimble nightfall notion nozbe nubela nylas oanda
okta onfleet openai optimizely outreach paddle parse particle percy pinata pixabay plaid planyo plivo podio polygon poloniex portainer postbacks postman prefect privacy prospect
pusher pushover qase qubole qualtrics railway ramp raven rawg readme recurly refiner rentman replicate rev roaring rootly sanity segment semaphore sendbird sendgrid sentry serp
shippo shodan shortcut signable sinch sirv slack smooch snyk sparkpost spotify square statsig strava streak stripe stripo supabase survicate swell tableau tailscale tefter telegram
tmdb tmetric tines toggl tomtom trello tru tumblr tvdb twilio twist twitch twitter unify upwave voyage urlscan user vbout vercel vultr vyte wandb webex wepay whoxy wise wistia wit wiz wrike
xai yandex yelp youtube ynab zapier zendesk zenkit zoom zuora
`),
);
