namespace PromoOffers.Data.PromoCodes;

/// <summary>Opens a file that only this process and its user can read, and that is gone when it is closed or the process is.</summary>
internal static class PrivateFile
{
    public static FileStream Create(string folder)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.ReadWrite, Share = FileShare.None, BufferSize = 0 };
        if (OperatingSystem.IsWindows()) options.Options = FileOptions.DeleteOnClose;
        else options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        var path = Path.Combine(folder, $"promooffers-{Guid.NewGuid():N}.tmp");
        var file = new FileStream(path, options);
        // Without a name it goes with its last handle, however the process ends.
        if (!OperatingSystem.IsWindows()) File.Delete(path);
        return file;
    }
}
