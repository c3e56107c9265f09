using System.Buffers.Text;

namespace PromoOffers.Web.Features.PromoCodes;

/// <summary>What a form says before its file.</summary>
/// <param name="PublicId">What the file will be called in addresses: the page chose it, to ask meanwhile how far the upload is.</param>
/// <param name="Send">Those who wait for a code get one of these.</param>
/// <param name="File">Not read yet; null: none was sent.</param>
internal sealed record UploadForm(string PublicId, bool Send, SentSection? File)
{
    public const string IdField = "id";
    public const string SendField = "send";

    public static async Task<UploadForm> Read(SentSections sections, CancellationToken cancel)
    {
        var form = new UploadForm(Domain.PublicId.New(), false, null);
        while (await sections.Next(cancel) is { } section)
        {
            if (section.FileName is not null) return form with { File = section };
            var value = await section.Text(cancel);
            if (section.Name == IdField && IsPublicId(value)) form = form with { PublicId = value! };
            if (section.Name == SendField) form = form with { Send = value == "true" };
        }
        return form;
    }

    private static bool IsPublicId(string? value) => value?.Length == Domain.PublicId.Length && Base64Url.IsValid(value);
}
