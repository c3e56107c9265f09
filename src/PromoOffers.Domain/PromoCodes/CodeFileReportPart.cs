namespace PromoOffers.Domain.PromoCodes;

/// <summary>A stretch of the full list of a file's findings: one JSON value a line, compressed (gzip); kept as long as the file's record is.</summary>
public sealed class CodeFileReportPart
{
    private CodeFileReportPart() { }

    public CodeFileReportPart(int fileId, int number, byte[] bytes) => (FileId, Number, Bytes) = (fileId, number, bytes);

    public int FileId { get; private set; }
    public int Number { get; private set; }
    public byte[] Bytes { get; private set; } = [];
}
