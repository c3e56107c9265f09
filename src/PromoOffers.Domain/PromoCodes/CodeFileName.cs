namespace PromoOffers.Domain.PromoCodes;

/// <summary>The name a code file was uploaded under.</summary>
public static class CodeFileName
{
    public const string Extension = ".txt";
    public const int MaxLength = CodeFile.MaxNameLength;

    /// <summary>What a browser sent, without folders and control characters, shortened to <see cref="MaxLength"/> so that the extension stays.</summary>
    public static string Clean(string sent)
    {
        var name = string.Concat(sent[(sent.LastIndexOfAny(['/', '\\']) + 1)..].Where(c => !char.IsControl(c))).Trim();
        if (name.Length <= MaxLength) return name;
        var extension = Path.GetExtension(name);
        return extension.Length is > 0 and < MaxLength ? string.Concat(name.AsSpan(0, MaxLength - extension.Length), extension) : name[..MaxLength];
    }

    public static bool IsText(string name) => name.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);
}
