using Microsoft.Extensions.Options;
using PromoOffers.Domain.Offers;

namespace PromoOffers.Web.Startup;

/// <summary>Which sites may show the public pages in a frame.</summary>
public sealed record EmbeddingOptions
{
    public const string Section = "Embedding";

    /// <summary>Origins such as <c>https://www.shop.example</c>; empty: this site alone.</summary>
    public IReadOnlyList<string> Origins { get; init; } = [];
}

internal sealed class EmbeddingOptionsAreOrigins : IValidateOptions<EmbeddingOptions>
{
    public ValidateOptionsResult Validate(string? name, EmbeddingOptions options)
    {
        var wrong = options.Origins.Where(o => !IsOrigin(o)).ToList();
        return wrong.Count == 0
            ? ValidateOptionsResult.Success
            : ValidateOptionsResult.Fail($"Embedding:Origins takes origins such as https://www.shop.example, not {string.Join(", ", wrong)}.");
    }

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri)
        && uri.Scheme is "https" or "http"
        && uri.GetLeftPart(UriPartial.Authority) == text.TrimEnd('/');
}

/// <summary>Says for an endpoint which policy its answer carries; without it, that of the staff pages.</summary>
public abstract class PagePolicyAttribute : Attribute
{
    /// <summary>What differs from <c>default-src 'self'</c>.</summary>
    internal abstract string ContentSecurityPolicy(EmbeddingOptions embedding);

    /// <summary>The same where it depends on what was answered.</summary>
    internal virtual string ContentSecurityPolicy(EmbeddingOptions embedding, HttpContext context) => ContentSecurityPolicy(embedding);

    internal virtual string ReferrerPolicy => "same-origin";

    /// <summary>Whether the answer must not be kept by any cache.</summary>
    internal virtual bool IsPrivate => false;
}

/// <summary>A page for participants: other sites may show it in a frame where Embedding:Origins names them.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class PublicPageAttribute : PagePolicyAttribute
{
    internal override string ContentSecurityPolicy(EmbeddingOptions embedding) => SecurityHeaders.Framed(embedding.Origins);

    internal override string ContentSecurityPolicy(EmbeddingOptions embedding, HttpContext context) =>
        SecurityHeaders.Framed([.. embedding.Origins, .. context.MayBeFramedBy()]);

    internal override string ReferrerPolicy => "strict-origin-when-cross-origin";
}

/// <summary>A page behind a private link: nobody learns its address, nothing of it is kept.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class PrivatePageAttribute : PagePolicyAttribute
{
    internal override string ContentSecurityPolicy(EmbeddingOptions embedding) => SecurityHeaders.Framed(embedding.Origins);

    internal override string ReferrerPolicy => "no-referrer";
    internal override bool IsPrivate => true;
}

/// <summary>A page for staff whose address holds a secret, such as a link that sets a password.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class SecretLinkPageAttribute : PagePolicyAttribute
{
    internal override string ContentSecurityPolicy(EmbeddingOptions embedding) => SecurityHeaders.Staff;
    internal override string ReferrerPolicy => "no-referrer";
    internal override bool IsPrivate => true;
}

/// <summary>A public page as a draft would have it, shown to staff in a frame: it sends nothing.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class DraftPreviewAttribute : PagePolicyAttribute
{
    internal override string ContentSecurityPolicy(EmbeddingOptions embedding) =>
        SecurityHeaders.Strict.Replace("form-action 'self'", "form-action 'none'", StringComparison.Ordinal) + "connect-src 'none'; frame-ancestors 'self'";

    internal override bool IsPrivate => true;
}

/// <summary>The HTML of a mail, shown in a sandboxed frame: its own inline styles, no script at all.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class MailPreviewAttribute : PagePolicyAttribute
{
    internal override string ContentSecurityPolicy(EmbeddingOptions embedding) =>
        "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; sandbox; frame-ancestors 'self'";

    internal override string ReferrerPolicy => "no-referrer";
    internal override bool IsPrivate => true;
}

/// <summary>The reference of the API: its script styles the page as it runs, and names itself by a nonce of this answer.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method)]
public sealed class ApiReferenceAttribute : PagePolicyAttribute
{
    internal override string ContentSecurityPolicy(EmbeddingOptions embedding) => SecurityHeaders.Staff;

    internal override string ContentSecurityPolicy(EmbeddingOptions embedding, HttpContext context)
    {
        var nonce = context.Items[Scalar.AspNetCore.ScalarOptions.NonceHttpContextItemKey] is string made ? $" 'nonce-{made}'" : "";
        return "default-src 'self'; img-src 'self' data: blob:; font-src 'self' data:; style-src 'self' 'unsafe-inline'; "
            + $"script-src 'self'{nonce}; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
    }
}

public static class SecurityHeaders
{
    internal const string Strict =
        "default-src 'self'; img-src 'self' data:; style-src 'self'; script-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; ";

    internal const string Staff = Strict + "frame-ancestors 'none'";

    private static readonly object Framing = new();

    internal static string Framed(IReadOnlyList<string> origins) =>
        Strict + "frame-ancestors " + string.Join(' ', ["'self'", .. origins.Select(WebAddress.Origin).OfType<string>().Distinct()]);

    /// <summary>
    /// Lets these sites show this answer in a frame, beside those of the settings, where it is a public page. Written at once, so that
    /// a cache which gives the page out again has it.
    /// </summary>
    /// <param name="origins">As the approval has checked them.</param>
    public static void LetBeFramedBy(this HttpContext context, IReadOnlyList<string> origins)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<PagePolicyAttribute>() is not PublicPageAttribute policy) return;
        context.Items[Framing] = origins;
        var embedding = context.RequestServices.GetRequiredService<IOptions<EmbeddingOptions>>().Value;
        context.Response.Headers.ContentSecurityPolicy = policy.ContentSecurityPolicy(embedding, context);
    }

    internal static IReadOnlyList<string> MayBeFramedBy(this HttpContext context) => context.Items[Framing] as IReadOnlyList<string> ?? [];

    /// <summary>Every answer says what a browser may do with it; an endpoint says otherwise by a <see cref="PagePolicyAttribute"/>.</summary>
    public static IApplicationBuilder UseSecurityHeaders(this IApplicationBuilder app)
    {
        var embedding = app.ApplicationServices.GetRequiredService<IOptions<EmbeddingOptions>>().Value;
        return app.Use((context, next) =>
        {
            context.Response.OnStarting(() =>
            {
                Write(context, embedding);
                return Task.CompletedTask;
            });
            return next(context);
        });
    }

    private static void Write(HttpContext context, EmbeddingOptions embedding)
    {
        var policy = context.GetEndpoint()?.Metadata.GetMetadata<PagePolicyAttribute>();
        var headers = context.Response.Headers;
        // A page that is given out once more has the policy it was made with: who may frame it is known only then.
        if (headers.ContentSecurityPolicy.Count == 0) headers.ContentSecurityPolicy = policy?.ContentSecurityPolicy(embedding, context) ?? Staff;
        headers["Referrer-Policy"] = policy?.ReferrerPolicy ?? "same-origin";
        headers.XContentTypeOptions = "nosniff";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        if (policy is null or SecretLinkPageAttribute) headers.XFrameOptions = "DENY";
        else headers.Remove("X-Frame-Options"); // Antiforgery adds one of its own; frame-ancestors decides.
        if (policy is { IsPrivate: true }) headers.CacheControl = "no-store";
    }
}
