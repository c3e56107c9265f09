using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace PromoOffers.Web.Features.PromoCodes;

/// <summary>
/// The sections of a multipart body, one after the other, as they arrive. Nothing is kept, and what stands behind a section is not
/// touched before the next one is asked for.
/// </summary>
public sealed class SentSections
{
    /// <summary>RFC 2046, section 5.1.1.</summary>
    private const int LongestBoundary = 70;

    /// <summary>What is read at once; the usual 4 KB would be asked for many times for a file of a million lines.</summary>
    private const int BufferSize = 64 << 10;

    private readonly MultipartReader reader;

    private SentSections(MultipartReader reader) => this.reader = reader;

    /// <returns>Null: the body has no sections.</returns>
    public static SentSections? Of(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            return null;
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary);
        return boundary.Length is > 0 and <= LongestBoundary
            ? new(new MultipartReader(boundary.ToString(), request.Body, BufferSize))
            : null;
    }

    /// <returns>Null: there is no further section.</returns>
    /// <exception cref="BodyCutShort">The body ended before its end.</exception>
    public async Task<SentSection?> Next(CancellationToken cancel)
    {
        try
        {
            var section = await reader.ReadNextSectionAsync(cancel);
            if (section is null) return null;
            var named = section.GetContentDispositionHeader();
            var file = named?.IsFileDisposition() == true ? section.AsFileSection() : null;
            return new(HeaderUtilities.RemoveQuotes(named?.Name ?? default).ToString(), file?.FileName, new ArrivingStream(section.Body));
        }
        catch (Exception problem) when (problem is IOException or InvalidDataException)
        {
            throw new BodyCutShort(problem);
        }
    }
}

/// <param name="Name">Of the field.</param>
/// <param name="FileName">As it was sent; null: not a file.</param>
/// <param name="Body">Readable until the next section is asked for.</param>
public sealed record SentSection(string Name, string? FileName, Stream Body)
{
    private const int LongestText = 4096;

    /// <returns>The value of a field; null: it is longer than any that is asked for.</returns>
    public async Task<string?> Text(CancellationToken cancel)
    {
        var buffer = new byte[LongestText];
        var read = await Body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancel);
        return read < buffer.Length ? System.Text.Encoding.UTF8.GetString(buffer, 0, read) : null;
    }
}

/// <summary>A body ended, or its connection did, before all of it had arrived.</summary>
public sealed class BodyCutShort(Exception inner) : IOException("The body ended before its end.", inner);
