using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PromoOffers.Data.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class Erasure : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_Participants_ErasedAt",
                table: "Participants",
                column: "ErasedAt",
                filter: "\"ErasedAt\" IS NOT NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_Participants_ErasedAt",
                table: "Participants");
        }
    }
}
