using System.Buffers;

namespace SupportSdk.Redaction.Formats;

/// <summary>The key formats that vendors publish. A new format is one line of the table.</summary>
internal static class KeyFormats
{
    private const string Alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static readonly SearchValues<char> Letters = SearchValues.Create(Alphanumeric);
    private static readonly SearchValues<char> Words = SearchValues.Create(Alphanumeric + "_");
    private static readonly SearchValues<char> Dashes = SearchValues.Create(Alphanumeric + "_-");
    private static readonly SearchValues<char> Dotted = SearchValues.Create(Alphanumeric + "_-.");
    private static readonly SearchValues<char> Base64 = SearchValues.Create(Alphanumeric + "_-.+/=");
    private static readonly SearchValues<char> Dollars = SearchValues.Create(Alphanumeric + "$");
    private static readonly SearchValues<char> Capitals = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
    private static readonly SearchValues<char> LowerCase = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789");
    private static readonly SearchValues<char> Hex = SearchValues.Create("0123456789abcdefABCDEF");
    private static readonly SearchValues<char> HexDashes = SearchValues.Create("0123456789abcdefABCDEF-");

    public static IReadOnlyList<KeyFormat> All { get; } =
    [
        // Any longer base64 of a JSON object counts: signed, unsigned, encrypted, or cut off anywhere.
        new("jwt", "eyJ", Dotted, 16, WithoutDots: Base64),
        new("aws-key", "AKIA", Capitals, 16), new("aws-key", "ASIA", Capitals, 16), new("aws-key", "ABIA", Capitals, 16), new("aws-key", "ACCA", Capitals, 16),
        new("aws-key", "ABSK", Base64, 40), new("aws-key", "bedrock-api-key-", Base64, 20), new("aws-key", "FwoGZXIvYXdz", Base64, 40), new("aws-key", "IQoJb3JpZ2lu", Base64, 40),
        new("google-key", "AIza", Dashes, 30), new("google-key", "ya29.", Dotted, 20), new("google-key", "GOCSPX-", Dashes, 20), new("google-key", "1//0", Dashes, 30),
        new("firebase-key", "AAAA", Base64, 60),
        new("alibaba-key", "LTAI", Letters, 12), new("tencent-key", "AKID", Letters, 28),
        new("digitalocean-token", "dop_v1_", Hex, 40), new("digitalocean-token", "doo_v1_", Hex, 40), new("digitalocean-token", "dor_v1_", Hex, 40),
        new("cloudflare-token", "v1.0-", HexDashes, 60), new("cloudflare-token", "cfut_", Dashes, 30), new("cloudflare-token", "cfat_", Dashes, 30), new("cloudflare-token", "cfk_", Dashes, 30),
        new("heroku-key", "HRKU-", Dashes, 30), new("netlify-token", "nfp_", Words, 30), new("vercel-token", "vercel_blob_rw_", Words, 20),
        new("render-key", "rnd_", Letters, 20), new("fly-token", "fo1_", Dashes, 30), new("fly-token", "fm1_", Base64, 40), new("fly-token", "fm1r_", Base64, 40), new("fly-token", "fm2_", Base64, 40),
        new("slack-token", "xoxb-", Dashes, 10), new("slack-token", "xoxp-", Dashes, 10), new("slack-token", "xoxa-", Dashes, 10), new("slack-token", "xoxr-", Dashes, 10),
        new("slack-token", "xoxs-", Dashes, 10), new("slack-token", "xoxo-", Dashes, 10), new("slack-token", "xoxe-", Dashes, 10), new("slack-token", "xoxe.xox", Dotted, 20),
        new("slack-token", "xoxc-", Dashes, 10), new("slack-token", "xoxd-", Base64, 10), new("slack-token", "xapp-", Dashes, 10), new("slack-token", "xwfp-", Dashes, 10),
        new("stripe-key", "sk_live_", Words, 8), new("stripe-key", "sk_test_", Words, 8), new("stripe-key", "rk_live_", Words, 8), new("stripe-key", "rk_test_", Words, 8),
        new("stripe-key", "sk_prod_", Words, 8), new("stripe-key", "whsec_", Base64, 16), new("stripe-key", "ek_live_", Words, 16), new("stripe-key", "ek_test_", Words, 16),
        new("github-token", "ghp_", Words, 20), new("github-token", "gho_", Words, 20), new("github-token", "ghu_", Words, 20), new("github-token", "ghs_", Words, 20),
        new("github-token", "ghr_", Words, 20), new("github-token", "github_pat_", Words, 20),
        new("gitlab-token", "glpat-", Dotted, 16), new("gitlab-token", "gloas-", Dashes, 30), new("gitlab-token", "gldt-", Dashes, 16), new("gitlab-token", "glrt-", Dotted, 16),
        new("gitlab-token", "glrtr-", Dotted, 16), new("gitlab-token", "glcbt-", Dashes, 16), new("gitlab-token", "glptt-", Dashes, 16), new("gitlab-token", "glft-", Dashes, 16),
        new("gitlab-token", "glimt-", Dashes, 16), new("gitlab-token", "glagent-", Dashes, 16), new("gitlab-token", "glwt-", Dashes, 16), new("gitlab-token", "glsoat-", Dashes, 16),
        new("gitlab-token", "glffct-", Dashes, 16), new("gitlab-token", "GR1348941", Dashes, 16), new("bitbucket-token", "ATBB", Letters, 20), new("bitbucket-token", "ATCTT3", Base64, 40),
        new("npm-token", "npm_", Letters, 30), new("pypi-token", "pypi-", Dashes, 30), new("nuget-key", "oy2", LowerCase, 43), new("rubygems-key", "rubygems_", Hex, 40),
        new("docker-token", "dckr_pat_", Dashes, 20), new("docker-token", "dckr_oat_", Dashes, 20), new("crates-token", "cio", Letters, 32), new("clojars-token", "CLOJARS_", Letters, 50),
        new("artifactory-key", "AKCp", Letters, 30), new("artifactory-key", "cmVmdGtu", Letters, 40),
        new("sendgrid-key", "SG.", Dotted, 32), new("mailgun-key", "key-", Hex, 32), new("mailgun-key", "pubkey-", Hex, 32), new("brevo-key", "xkeysib-", Dashes, 40),
        new("brevo-key", "xsmtpsib-", Dashes, 40), new("resend-key", "re_", Words, 24), new("twilio-key", "SK", Hex, 32), new("mandrill-key", "md-", Dashes, 22),
        new("shopify-token", "shpat_", Letters, 24), new("shopify-token", "shpca_", Letters, 24), new("shopify-token", "shppa_", Letters, 24), new("shopify-token", "shpss_", Letters, 24),
        new("shopify-token", "shpua_", Letters, 24), new("shopify-token", "shprt_", Letters, 24), new("hubspot-token", "pat-na1-", HexDashes, 32), new("hubspot-token", "pat-na2-", HexDashes, 32),
        new("hubspot-token", "pat-eu1-", HexDashes, 32), new("hubspot-token", "pat-ap1-", HexDashes, 32), new("salesforce-token", "5Aep861", Dotted, 40), new("salesforce-token", "3MVG9", Dotted, 60),
        new("notion-token", "secret_", Letters, 40), new("notion-token", "ntn_", Letters, 30), new("linear-key", "lin_api_", Letters, 24), new("linear-key", "lin_oauth_", Letters, 24),
        new("linear-key", "lin_wh_", Letters, 24), new("atlassian-token", "ATATT3", Base64, 40), new("atlassian-token", "ATOA", Base64, 60), new("trello-token", "ATTA", Letters, 60),
        new("airtable-token", "pat", Dotted, 70), new("figma-token", "figd_", Dashes, 20), new("figma-token", "figu_", Dashes, 20), new("figma-token", "figo_", Dashes, 20),
        new("postman-key", "PMAK-", HexDashes, 50), new("typeform-token", "tfp_", Dashes, 30), new("contentful-token", "CFPAT-", Dashes, 30), new("intercom-token", "dG9rO", Base64, 30),
        new("openai-key", "sk-proj-", Dashes, 20), new("openai-key", "sk-svcacct-", Dashes, 20), new("openai-key", "sk-admin-", Dashes, 20), new("anthropic-key", "sk-ant-", Dashes, 20),
        new("openrouter-key", "sk-or-", Dashes, 20), new("openai-key", "sk-", Letters, 20), new("groq-key", "gsk_", Letters, 30), new("xai-key", "xai-", Letters, 40),
        new("perplexity-key", "pplx-", Letters, 30), new("replicate-token", "r8_", Letters, 30), new("huggingface-token", "hf_", Letters, 30), new("huggingface-token", "api_org_", Letters, 30),

        new("sentry-token", "sntrys_", Base64, 40), new("sentry-token", "sntryu_", Hex, 40), new("newrelic-key", "NRAK-", Capitals, 20), new("newrelic-key", "NRII-", Dashes, 20),
        new("newrelic-key", "NRAL-", Dashes, 20), new("newrelic-key", "NRSP-", Dashes, 20), new("grafana-token", "glsa_", Words, 30), new("grafana-token", "glc_", Base64, 30),
        new("dynatrace-token", "dt0c01.", Dotted, 60), new("dynatrace-token", "dt0s0", Dotted, 40), new("honeycomb-key", "hcaik_", Letters, 40), new("honeycomb-key", "hcbik_", Letters, 40),
        new("posthog-key", "phx_", Letters, 30), new("launchdarkly-key", "sdk-", HexDashes, 36), new("launchdarkly-key", "mob-", HexDashes, 36), new("sonar-token", "sqp_", Hex, 40),
        new("sonar-token", "squ_", Hex, 40), new("sonar-token", "sqa_", Hex, 40), new("square-token", "sq0atp-", Dashes, 20), new("square-token", "sq0csp-", Dashes, 30), new("square-token", "EAAA", Dashes, 56),
        new("facebook-token", "EAA", Letters, 60), new("instagram-token", "IGQV", Dashes, 60), new("twitter-token", "AAAAAAAAAA", Base64, 60), new("linkedin-token", "AQ", Dashes, 120),
        new("paypal-token", "access_token$", Dollars, 40), new("paypal-token", "A21AA", Dashes, 60), new("plaid-token", "access-sandbox-", HexDashes, 32), new("plaid-token", "access-production-", HexDashes, 32),
        new("plaid-token", "access-development-", HexDashes, 32), new("flutterwave-key", "FLWSECK", Dashes, 12), new("shippo-token", "shippo_live_", Hex, 32), new("easypost-key", "EZAK", Letters, 40),
        new("dropbox-token", "sl.", Dotted, 60), new("vault-token", "hvs.", Dashes, 20), new("vault-token", "hvb.", Dashes, 20), new("vault-token", "hvr.", Dashes, 20),
        new("doppler-token", "dp.pt.", Letters, 30), new("doppler-token", "dp.st.", Dotted, 30), new("doppler-token", "dp.ct.", Letters, 30), new("doppler-token", "dp.sa.", Letters, 30),
        new("doppler-token", "dp.scim.", Letters, 30), new("doppler-token", "dp.audit.", Letters, 30), new("pulumi-token", "pul-", Hex, 40), new("infracost-key", "ico-", Letters, 30),
        new("onepassword-token", "ops_eyJ", Base64, 40), new("databricks-token", "dapi", HexDashes, 32), new("databricks-token", "dkea", HexDashes, 32), new("databricks-token", "dose", HexDashes, 32),
        new("planetscale-token", "pscale_", Dotted, 30), new("supabase-key", "sbp_", Letters, 36), new("supabase-key", "sb_secret_", Dashes, 20), new("neon-key", "napi_", Letters, 40),
        new("prefect-token", "pnu_", Letters, 30), new("sourcegraph-token", "sgp_", Words, 40), new("circleci-token", "CCIPAT_", Words, 30), new("circleci-token", "CCIPRJ_", Words, 30),
        new("buildkite-token", "bkua_", Hex, 40), new("tailscale-key", "tskey-", Dashes, 20), new("readme-key", "rdme_", LowerCase, 60), new("mapbox-token", "sk.eyJ", Dotted, 40),
        new("duffel-token", "duffel_live_", Dashes, 30), new("frameio-token", "fio-u-", Dashes, 50), new("adobe-secret", "p8e-", Letters, 30),
        new("age-key", "AGE-SECRET-KEY-1", Capitals, 50), new("amazon-token", "amzn1.oa2-cs.v1.", Hex, 60), new("amazon-token", "Atza|", Base64, 40), new("amazon-token", "Atzr|", Base64, 40),
        new("yandex-token", "y0_", Dashes, 50), new("yandex-token", "AQVN", Dashes, 34), new("asana-token", "0/", Hex, 32),
    ];

    private static readonly KeyFormat[]?[] ByFirst = Enumerable.Range(0, 128)
        .Select(c => All.Where(format => format.Prefix[0] == c).ToArray()).Select(formats => formats.Length == 0 ? null : formats).ToArray();

    /// <summary>The format of the key that begins here, and where it ends.</summary>
    public static KeyFormat? At(ReadOnlySpan<char> text, int start, out int end)
    {
        end = -1;
        if (text[start] >= 128 || start + 1 >= text.Length || ByFirst[text[start]] is not { } formats) return null;
        foreach (KeyFormat format in formats)
        {
            if (format.Prefix.Length > 1 && format.Prefix[1] != text[start + 1]) continue;
            end = format.EndOf(text, start);
            if (end > 0) return format;
        }
        return null;
    }
}
